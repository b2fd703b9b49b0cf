-- The delivery log, in partitions by day (UTC) that are made ahead and dropped whole by the application.

-- How a delivery stands: one row per run, which begins when its event is matched.
create table delivery (
    created_at       timestamptz not null,
    id               text        not null,
    tenant           text        not null,
    listener_id      text        not null,
    event_id         text        not null,
    event_type       text        not null,
    -- Null in a delivery that a dispatcher of an older version began.
    workflow         text,
    execution_id     text,
    task             text,
    source_topic     text        not null,
    source_partition integer     not null,
    source_offset    bigint      not null,
    status           text        not null check (status in ('waiting', 'delivered', 'failed', 'cancelled')),
    attempts         integer     not null,
    -- When it came to stand so; with the number of attempts this tells the later of two rows.
    as_of            timestamptz not null,
    due              timestamptz,
    reason           text,
    detail           text,
    http_status      integer,
    last_attempt_at  timestamptz,
    primary key (id, created_at)
) partition by range (created_at);

-- One index for each filter of a list, in the list's order.
create index delivery_by_tenant on delivery (tenant, created_at, id);
create index delivery_by_listener on delivery (tenant, listener_id, created_at, id);
create index delivery_by_workflow on delivery (tenant, workflow, created_at, id);
create index delivery_by_execution on delivery (tenant, execution_id, created_at, id);
create index delivery_by_event on delivery (tenant, event_id, created_at, id);
-- Most deliveries are delivered, and these indexes have only the others.
create index delivery_by_status on delivery (tenant, status, created_at, id) where status <> 'delivered';
create index delivery_by_listener_status on delivery (tenant, listener_id, status, created_at, id)
    where status <> 'delivered';

create table attempt (
    started_at        timestamptz not null,
    delivery_id       text        not null,
    number            integer     not null,
    run               timestamptz not null,
    tenant            text        not null,
    listener_id       text        not null,
    listener_revision bigint      not null,
    duration_ms       bigint      not null,
    instance          text        not null,
    outcome           text        not null,
    http_status       integer,
    detail            text,
    -- What went over the wire, JSON that no query looks into.
    exchange          text,
    -- A replay numbers its attempts from 1 again.
    primary key (delivery_id, started_at, number)
) partition by range (started_at);

-- Attempts by listener, hour, outcome and duration, counted when they are written.
create table attempt_count (
    hour        timestamptz not null,
    tenant      text        not null,
    listener_id text        not null,
    outcome     text        not null,
    -- 0: less than 1 ms; n: from 1.1^(n-1) ms to 1.1^n ms.
    bucket      smallint    not null,
    attempts    bigint      not null,
    primary key (tenant, listener_id, hour, outcome, bucket)
) partition by range (hour);

create function duration_bucket(ms bigint) returns smallint
    language sql immutable parallel safe strict
    return case
        when ms < 1 then 0
        else 1 + floor(ln(least(ms, 86400000)::double precision) / ln(1.1::double precision))::integer
    end::smallint;
