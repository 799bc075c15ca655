-- Commands that no gateway has answered yet; looked at every second.
create index command_pending on command (created_us) where state = 'pending';
