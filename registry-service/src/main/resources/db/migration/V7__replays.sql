-- Replays: what is sent again on purpose, and how far each has come.
create table replay (
    id           text        not null primary key,
    tenant       text        not null,
    -- Null: every listener that is enabled.
    listener_id  text,
    -- Null: every execution.
    execution_id text,
    which        text        not null check (which in ('failed', 'missing', 'all')),
    since        timestamptz not null,
    until        timestamptz not null,
    dry_run      boolean     not null,
    rate         integer     not null check (rate > 0),
    state        text        not null check (state in ('queued', 'running', 'finished', 'stopped', 'failed')),
    reason       text,
    -- Of every partition the first offset that is not done, [{"topic", "partition", "first", "next", "end"}]; null until
    -- they are known. What stands before "next" is published and acknowledged.
    positions    json,
    tally        json        not null,
    gone         bigint      not null,
    gone_before  timestamptz,
    created_at   timestamptz not null,
    created_by   text        not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    -- Who works on it, and how long the others leave it alone without a sign of life.
    lease_owner  text,
    lease_until  timestamptz
);

create index replay_by_tenant on replay (tenant, id);
create index replay_to_do on replay (id) where state in ('queued', 'running');
create index replay_by_end on replay (ended_at) where ended_at is not null;

select guard_tenants();
