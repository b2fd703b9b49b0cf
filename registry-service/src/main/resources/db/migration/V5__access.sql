-- Requests run as a role of their own, which sees the rows of one tenant; the registry's own work runs as the owner.
-- Whoever migrates must be allowed to create the role, or an administrator has created it:
--   create role hearken_tenant nologin; grant hearken_tenant to <the registry's user>;
do $$
begin
    if not exists (select from pg_roles where rolname = 'hearken_tenant') then
        begin
            create role hearken_tenant nologin;
        exception
            -- Another database of the same cluster was quicker.
            when duplicate_object or unique_violation then null;
        end;
    end if;
    begin
        -- Whoever created a role need not be able to become it: PostgreSQL 16 and later.
        perform set_config('role', 'hearken_tenant', true), set_config('role', 'none', true);
    exception
        when insufficient_privilege then
            execute format('grant hearken_tenant to %I', current_user);
    end;
exception
    when insufficient_privilege then
        raise exception 'the role hearken_tenant is missing; let an administrator run: create role hearken_tenant nologin; grant hearken_tenant to %',
            quote_ident(current_user) using errcode = 'insufficient_privilege';
end
$$;

-- Lets the role use every table, and of a table with a column "tenant" only the rows of hearken.tenant. A migration
-- that adds a table calls it at its end. Partitions are reached through their table alone.
create function guard_tenants() returns void
    language plpgsql as $$
declare
    relation record;
begin
    for relation in
        select c.oid::regclass as name, exists (
            select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped) as owned
        from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and c.relname not in ('flyway_schema_history', 'audit')
    loop
        execute format('grant select, insert, update, delete on %s to hearken_tenant', relation.name);
        if relation.owned then
            execute format('alter table %s enable row level security', relation.name);
            execute format('drop policy if exists own_tenant on %s', relation.name);
            execute format(
                'create policy own_tenant on %s to hearken_tenant using (tenant = current_setting(''hearken.tenant''))',
                relation.name);
        end if;
    end loop;
    execute format('grant usage, select, update on all sequences in schema %I to hearken_tenant', current_schema());
end
$$;

alter table api_key
    add column name         text not null default '',
    add column created_by   text not null default 'system',
    add column expires_at   timestamptz,
    -- To the minute, and up to a minute late.
    add column last_used_at timestamptz;

create index api_key_by_tenant on api_key (tenant, id);

-- Who did what. Rows are added and never changed, not even by the owner.
create table audit (
    id          bigint      not null generated always as identity primary key,
    tenant      text        not null,
    at          timestamptz not null,
    actor       text        not null,
    action      text        not null,
    object_kind text        not null,
    object_id   text        not null,
    object_name text,
    before      json,
    after       json
);

create index audit_by_tenant on audit (tenant, id);
create index audit_by_object on audit (tenant, object_id, id);

create function audit_is_append_only() returns trigger
    language plpgsql as $$
begin
    raise exception 'the table audit is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_is_append_only
    before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();

alter table audit enable row level security;
create policy own_tenant on audit to hearken_tenant using (tenant = current_setting('hearken.tenant'));
grant select, insert on audit to hearken_tenant;

do $$
begin
    execute format('grant usage on schema %I to hearken_tenant', current_schema());
end
$$;

select guard_tenants();
