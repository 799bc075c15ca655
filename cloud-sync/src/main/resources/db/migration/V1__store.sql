-- Times are UTC microseconds. Lane: 1 alarm, 2 telemetry. Incarnation: 16 bytes.
-- A value is text: n21.5 number, i5 integer, btrue boolean, tcooling text; null: none.

create table meta (
  name text primary key,
  value bigint not null
);
-- Changes with every restore of the store; random at birth, so that a new store is never mistaken for the old one.
insert into meta values ('db_generation', floor(random() * 9007199254740991)::bigint + 1);

-- The ledger of samples: one row per incarnation, lane and transaction, with the blocks as they were received.
-- first: the sequence from which the row counts (its first block may begin earlier); last: inclusive; first..last is dense.
-- payload: blocks, each behind its length in four bytes, big endian. points: which points may be in it (Bloom filter).
-- day: UTC day of the sample `first`, which no replay can change, so the key below finds a row stored twice.
create table block (
  day date not null,
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  first bigint not null,
  last bigint not null,
  from_us bigint not null,
  to_us bigint not null,
  points bigint not null,
  payload bytea not null,
  check (first >= 1 and last >= first)
) partition by range (day);
alter table block alter column payload set storage external;
create unique index block_identity on block (gateway, incarnation, lane, first, day);
create index block_time on block (gateway, to_us);
create table block_other_days partition of block default;

-- The next expected sequence. Changed only in the transaction that stores the rows.
create table cursor (
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  next bigint not null default 1,
  -- Up to when the lane is complete: the time of the last sample stored.
  complete_us bigint not null default 0,
  primary key (gateway, incarnation, lane)
) with (fillfactor = 50);

-- How far the log has been taken in. Changed in the same transaction.
create table log_position (
  cluster text not null,
  topic text not null,
  partition integer not null,
  next_offset bigint not null,
  leader_epoch integer,
  primary key (cluster, topic, partition)
) with (fillfactor = 50);

-- Ranges of sequences that will never arrive. Only grows.
create table loss (
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  first bigint not null,
  last bigint not null,
  reason text not null,
  -- 0 where it is not known.
  from_us bigint not null,
  to_us bigint not null,
  recorded_us bigint not null,
  primary key (gateway, incarnation, lane, first),
  check (first >= 1 and last >= first)
);
create function loss_only_grows() returns trigger language plpgsql as
  $$ begin raise exception 'the loss ledger only grows'; end $$;
create trigger loss_only_grows before update or delete on loss
  for each row execute function loss_only_grows();

-- Blocks with a sound checksum that could not be read. Their range is in the loss ledger.
create table parked (
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  first bigint not null,
  last bigint not null,
  why text not null,
  parked_us bigint not null,
  payload bytea not null,
  primary key (gateway, incarnation, lane, first)
);

-- One process start of a gateway: the namespace of its sequences.
create table incarnation (
  gateway text not null,
  incarnation bytea not null,
  parent bytea,
  parent_last_alarm bigint not null,
  parent_last_telemetry bigint not null,
  boot_id text not null,
  start_counter bigint not null,
  started_us bigint not null,
  -- 1 synchronised, 2 not, 0 unknown.
  clock smallint not null,
  format_version integer not null,
  primary key (gateway, incarnation)
);

-- The newest sample of each point by its own time. Moves only forward.
create table point_latest (
  point text primary key,
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  seq bigint not null,
  time_us bigint not null,
  value text,
  -- As in a block: wire number of the status in the low three bits, flags above.
  status smallint not null,
  reason text not null
) with (fillfactor = 50);
create index point_latest_gateway on point_latest (gateway);

create table gateway (
  id text primary key,
  -- Fixed by the first site model.
  building text,
  session bigint not null default 0,
  connected boolean not null default false,
  since_us bigint not null default 0,
  last_heard_us bigint not null default 0,
  incarnation bytea,
  -- What the gateway last said about itself.
  status jsonb
) with (fillfactor = 50);

create table site_model (
  gateway text primary key references gateway,
  building text not null,
  hash bytea not null,
  -- arxos.edge.v1.SiteModel
  model bytea not null,
  received_us bigint not null
);
create index site_model_building on site_model (building);

create table hold (
  gateway text not null references gateway,
  point text not null,
  level smallint not null,
  value text,
  owner text not null,
  reason text not null,
  since_us bigint not null,
  until_us bigint not null,
  command_id text not null,
  primary key (gateway, point, level)
);

create table command (
  id text primary key,
  gateway text not null references gateway,
  point text not null,
  value text,
  level smallint not null,
  issuer text not null,
  reason text not null,
  lease_ms bigint not null,
  created_us bigint not null,
  state text not null,
  detail text not null
);
create index command_created on command (created_us desc);

create table command_step (
  command_id text not null references command,
  step integer not null,
  state text not null,
  at_us bigint not null,
  detail text not null,
  primary key (command_id, step)
);
