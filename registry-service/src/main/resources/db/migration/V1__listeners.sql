-- Listeners. The definition is json, not jsonb: the order of headers and of a fixed body stays as its owner wrote it.
create table listener (
    id                 text        not null primary key,
    tenant             text        not null,
    revision           bigint      not null check (revision > 0),
    paused             boolean     not null,
    -- Folded by the application: lower() would depend on the database's locale.
    name_folded        text        not null,
    definition         json        not null,
    signing_secret     text        not null,
    secret_revealed_at timestamptz,
    state_since        timestamptz not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    created_by         text        not null
);

create index listener_by_tenant on listener (tenant, id);

-- What the catalog topic must say: one row per object, not a log. A row is dirty while published_revision < revision.
create table catalog_outbox (
    tenant             text        not null,
    kind               text        not null,
    object_id          text        not null,
    revision           bigint      not null,
    published_revision bigint      not null,
    deleted            boolean     not null,
    updated_at         timestamptz not null,
    primary key (tenant, kind, object_id)
);

create index catalog_outbox_dirty on catalog_outbox (updated_at) where published_revision < revision;

-- API keys. Only the SHA-256 of a key's secret part is kept.
create table api_key (
    id            text        not null primary key,
    tenant        text        not null,
    roles         text        not null,
    secret_sha256 bytea       not null check (length(secret_sha256) = 32),
    bootstrap     boolean     not null,
    created_at    timestamptz not null
);

-- Answers to requests with an Idempotency-Key, kept for a repetition of the same request.
create table idempotency (
    tenant          text        not null,
    idempotency_key text        not null,
    request_sha256  bytea       not null,
    status          integer     not null,
    headers         json        not null,
    body            text        not null,
    expires_at      timestamptz not null,
    primary key (tenant, idempotency_key)
);

create index idempotency_by_expiry on idempotency (expires_at);

-- The LIKE pattern that matches what a glob matches: * any run of characters, ? exactly one.
create function glob_to_like(glob text) returns text
    language sql immutable parallel safe strict
    return replace(replace(replace(replace(replace(glob, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'), '?', '_');
