-- Views in one table, by generation (docs/decisions/0002), and where walkers keep their places. All but the parked messages follows from the log.

create table {schema}.views (
    view       text   not null,
    generation bigint not null,
    live       boolean not null,
    shape      int    not null,
    position   bigint not null,
    event_id   uuid   not null,
    primary key (view, generation)
) with (fillfactor = 20);
create unique index views_live on {schema}.views (view) where live;
create unique index views_next on {schema}.views (view) where not live;

create table {schema}.view_rows (
    view       text   collate "C" not null,
    generation bigint not null,
    key        text   collate "C" not null,
    part       text   collate "C" not null,
    due        bigint,
    body       bytea  not null,
    primary key (view, generation, key)
) with (fillfactor = 80);
create index view_rows_by_part on {schema}.view_rows (view, generation, part, key);
create index view_rows_by_due on {schema}.view_rows (view, generation, due, key) where due is not null;

create table {schema}.checkpoints (
    name     text primary key,
    position bigint not null,
    event_id uuid   not null
) with (fillfactor = 20);

create table {schema}.leases (
    name  text primary key,
    fence bigint not null,
    until timestamptz not null
) with (fillfactor = 20);

create table {schema}.parked (
    id    uuid primary key,
    type  text   not null,
    body  bytea  not null,
    why   text   not null,
    at    bigint not null,
    tries int    not null
);

grant select, insert, update, delete on
    {schema}.views, {schema}.view_rows, {schema}.checkpoints, {schema}.leases, {schema}.parked to {runtime};
