-- Variables, and secrets, whose value is ciphertext that only a holder of the key ring can read.
create table variable (
    tenant     text        not null,
    kind       text        not null check (kind in ('variable', 'secret')),
    name       text        not null,
    revision   bigint      not null check (revision > 0),
    value      text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text        not null,
    primary key (tenant, kind, name),
    check (kind = 'variable' or value like 'v1:%')
);

-- One for all, so that a name that is used again never shows a revision twice.
create sequence variable_revision;

-- What a listener names cannot be removed.
create table listener_reference (
    tenant      text not null,
    listener_id text not null references listener (id) on delete cascade,
    kind        text not null,
    name        text not null,
    primary key (listener_id, kind, name),
    foreign key (tenant, kind, name) references variable (tenant, kind, name)
);

create index listener_reference_by_name on listener_reference (tenant, kind, name);
