-- The terms under which rows of views are found: lexemes that the service made, in no language of the server's.

create table {schema}.view_docs (
    view       text   collate "C" not null,
    generation bigint not null,
    key        text   collate "C" not null,
    terms      tsvector not null,
    primary key (view, generation, key)
);
create index view_docs_by_term on {schema}.view_docs using gin (terms);

grant select, insert, update, delete on {schema}.view_docs to {runtime};
