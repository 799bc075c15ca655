-- The descent of gateways' process starts: what was seen of it, and what a person has decided.

-- Since when everything of it is here and a later start of the same card goes on; null: open.
alter table incarnation add column closed_us bigint;
create index incarnation_parent on incarnation (gateway, parent);

-- Something about a gateway's identity or its disk that a person must look at.
create table notice (
  gateway text not null,
  -- cloned, rolled-back, disk-lost-data
  kind text not null,
  -- Of the process start that it is about.
  incarnation bytea not null,
  detail text not null,
  raised_us bigint not null,
  -- Null: nobody has looked at it yet.
  cleared_us bigint,
  cleared_by text not null default '',
  primary key (gateway, kind, incarnation)
);

-- Of machines with one identity, the one that a person did not choose.
create table refused_incarnation (
  gateway text not null,
  refused bytea not null,
  kept bytea not null,
  by_whom text not null,
  at_us bigint not null,
  primary key (gateway, refused)
);
