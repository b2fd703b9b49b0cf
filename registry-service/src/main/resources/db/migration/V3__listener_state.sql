-- What the dispatchers said last about a listener: null while it is well, and while its condition has not failed.
alter table listener
    add column seen_health text check (seen_health in ('degraded', 'open', 'disabled')),
    add column seen_reason text,
    add column seen_since  timestamptz,
    add column condition_error text,
    add column condition_error_at timestamptz,
    add constraint listener_seen_whole check ((seen_health is null) = (seen_since is null)),
    add constraint listener_condition_error_whole check ((condition_error is null) = (condition_error_at is null));
