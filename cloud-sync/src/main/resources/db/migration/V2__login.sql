-- One-time login links that have been used; forgotten when they would have expired.
create table login_used (
  nonce text primary key,
  until timestamptz not null
);
