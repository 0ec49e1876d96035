-- What is known here, written down once: its words stand by language in article_text.
CREATE TABLE article (
    id {id},
    slug TEXT NOT NULL UNIQUE,
    section TEXT NOT NULL,
    state TEXT NOT NULL,
    audience TEXT NOT NULL,
    version BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    published_at BIGINT
);
CREATE INDEX article_by_place ON article (section, slug);
CREATE INDEX article_by_change ON article (changed_at, id);

CREATE TABLE article_text (
    article_id BIGINT NOT NULL REFERENCES article (id),
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (article_id, language)
);

-- How it stood after each change, and who made it. The newest is how it stands.
CREATE TABLE article_version (
    article_id BIGINT NOT NULL REFERENCES article (id),
    number BIGINT NOT NULL,
    deed TEXT NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, number)
);
