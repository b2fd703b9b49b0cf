-- What the dispatchers said last about a listener: null while it is well.
alter table listener
    add column seen_health text check (seen_health in ('degraded', 'open', 'disabled')),
    add column seen_reason text,
    add column seen_since  timestamptz,
    add constraint listener_seen_whole check ((seen_health is null) = (seen_since is null));
