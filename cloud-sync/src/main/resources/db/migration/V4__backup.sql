-- How often the rows of a day of the ledger have been changed; grows in every transaction that changes them, so that a
-- backup need not copy a day again that is as it was. writer: partition of the log; -1: the packer. They never wait for
-- one another.
create table day_change (
  day date not null,
  writer integer not null,
  changes bigint not null,
  primary key (day, writer)
) with (fillfactor = 50);

-- Backups that were read back after they had been written. Not part of a backup.
create table backup (
  name text primary key,
  -- Grows from backup to backup, whatever the clock does.
  number bigint not null,
  -- The instant of the store that it contains.
  taken_us bigint not null,
  counted_us bigint not null,
  bytes bigint not null
);

-- Up to which sequence the newest of them contains a lane. Not part of a backup.
create table backed_up (
  gateway text not null,
  incarnation bytea not null,
  lane smallint not null,
  last bigint not null,
  primary key (gateway, incarnation, lane)
) with (fillfactor = 50);

-- What a running cloud has in its settings, for those who only see the store; 0: no backups are made.
insert into meta values ('backup_every_ms', 0);
