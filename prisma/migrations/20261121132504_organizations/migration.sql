-- Finds any part of a name. PostgreSQL brings it along, and whoever owns the database may add it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "MembershipStatus" AS ENUM ('active', 'suspended');

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "logo" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "security_policy" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
-- Collation C: what is sorted by an index also finds how a name begins, whatever the language of the database.
CREATE TABLE "memberships" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "role_id" UUID,
    "unit_id" UUID,
    "status" "MembershipStatus" NOT NULL DEFAULT 'active',
    "ends_at" TIMESTAMPTZ(3),
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "name_key" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "email" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "search" TEXT NOT NULL DEFAULT '',
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "permissions" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_assignments" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "role_id" UUID,
    "unit_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "path" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "role_id" UUID,
    "unit_id" UUID,
    "invited_by_id" UUID,
    "token_hash" TEXT,
    "link_hash" TEXT,
    "is_open" BOOLEAN DEFAULT true,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "organizations_deleted_at_idx" ON "organizations"("deleted_at");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_name_key_id_idx" ON "memberships"("organization_id", "name_key", "id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_email_id_idx" ON "memberships"("organization_id", "email", "id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_joined_at_id_idx" ON "memberships"("organization_id", "joined_at", "id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_last_seen_at_id_idx" ON "memberships"("organization_id", "last_seen_at", "id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_role_name_key_id_idx" ON "memberships"("organization_id", "role", "name_key", "id");

-- CreateIndex
CREATE INDEX "memberships_organization_id_unit_id_name_key_id_idx" ON "memberships"("organization_id", "unit_id", "name_key", "id");

-- CreateIndex
CREATE INDEX "memberships_role_id_idx" ON "memberships"("role_id");

-- CreateIndex
CREATE INDEX "memberships_search_idx" ON "memberships" USING GIN ("search" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "memberships_organization_id_user_id_key" ON "memberships"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_organization_id_id_key" ON "memberships"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_organization_id_slug_key" ON "roles"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "roles_organization_id_id_key" ON "roles"("organization_id", "id");

-- CreateIndex
CREATE INDEX "role_assignments_role_id_idx" ON "role_assignments"("role_id");

-- CreateIndex
CREATE INDEX "role_assignments_organization_id_unit_id_idx" ON "role_assignments"("organization_id", "unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_assignments_membership_id_unit_id_role_key" ON "role_assignments"("membership_id", "unit_id", "role");

-- CreateIndex
CREATE INDEX "units_organization_id_parent_id_idx" ON "units"("organization_id", "parent_id");

-- CreateIndex
CREATE INDEX "units_path_idx" ON "units" USING GIN ("path");

-- CreateIndex
CREATE UNIQUE INDEX "units_organization_id_id_key" ON "units"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_link_hash_key" ON "invitations"("link_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_id_idx" ON "invitations"("organization_id", "id" DESC);

-- CreateIndex
CREATE INDEX "invitations_organization_id_created_at_idx" ON "invitations"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "invitations_email_is_open_idx" ON "invitations"("email", "is_open");

-- CreateIndex
CREATE INDEX "invitations_invited_by_id_idx" ON "invitations"("invited_by_id");

-- CreateIndex
CREATE INDEX "invitations_role_id_idx" ON "invitations"("role_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_organization_id_email_is_open_key" ON "invitations"("organization_id", "email", "is_open");

-- CreateIndex
CREATE INDEX "audit_events_scope_action_id_idx" ON "audit_events"("scope", "action", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_scope_ip_id_idx" ON "audit_events"("scope", "ip", "id" DESC);

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "roles"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_unit_id_fkey" FOREIGN KEY ("organization_id", "unit_id") REFERENCES "units"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "memberships"("organization_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "roles"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_organization_id_unit_id_fkey" FOREIGN KEY ("organization_id", "unit_id") REFERENCES "units"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_organization_id_parent_id_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "units"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_role_id_fkey" FOREIGN KEY ("organization_id", "role_id") REFERENCES "roles"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_unit_id_fkey" FOREIGN KEY ("organization_id", "unit_id") REFERENCES "units"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- From here on by hand: what the schema files cannot say.

-- A name is given and unset by ids of the organization's own; built-in roles have none.
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_role_id_check" CHECK (("role" IN ('owner', 'admin', 'member')) = ("role_id" IS NULL));
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_role_id_check" CHECK (("role" IN ('owner', 'admin', 'member')) = ("role_id" IS NULL));
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_role_id_check" CHECK ("is_open" IS NULL OR ("role" IN ('owner', 'admin', 'member')) = ("role_id" IS NULL));

-- An owner has the whole organization, without an end.
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_owner_check" CHECK ("role" <> 'owner' OR ("unit_id" IS NULL AND "ends_at" IS NULL));
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_owner_check" CHECK ("role" <> 'owner');
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_owner_check" CHECK ("role" <> 'owner' OR "unit_id" IS NULL);

-- Open is true or null: the unique index takes nulls for different, and so allows any number of closed ones.
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_is_open_check" CHECK ("is_open" IS NULL OR ("is_open" AND "accepted_at" IS NULL AND "revoked_at" IS NULL));

-- The copies of a person's name and address in their memberships, so that a list is sorted and searched by an index.
CREATE FUNCTION membership_name_key(name TEXT, email TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
RETURN lower(coalesce(nullif(btrim(name), ''), email));

CREATE FUNCTION membership_search(name TEXT, username TEXT, email TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
RETURN lower(concat_ws(' ', nullif(btrim(name), ''), username, email));

CREATE FUNCTION fill_membership_copies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person RECORD;
BEGIN
  -- The share lock makes a change of the person's wait, which then finds this row.
  SELECT u.name, u.username, u.email, u.last_sign_in_at INTO person FROM users u WHERE u.id = NEW.user_id FOR SHARE;
  IF FOUND THEN
    NEW.email := person.email;
    NEW.name_key := membership_name_key(person.name, person.email);
    NEW.search := membership_search(person.name, person.username, person.email);
    NEW.last_seen_at := coalesce(person.last_sign_in_at, 'epoch');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "fill_membership_copies" BEFORE INSERT ON "memberships" FOR EACH ROW EXECUTE FUNCTION fill_membership_copies();

CREATE FUNCTION follow_membership_copies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE memberships
     SET email = NEW.email,
         name_key = membership_name_key(NEW.name, NEW.email),
         search = membership_search(NEW.name, NEW.username, NEW.email),
         last_seen_at = coalesce(NEW.last_sign_in_at, 'epoch')
   WHERE user_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER "follow_membership_copies" AFTER UPDATE OF "email", "name", "username" ON "users" FOR EACH ROW
WHEN ((OLD.email, OLD.name, OLD.username) IS DISTINCT FROM (NEW.email, NEW.name, NEW.username))
EXECUTE FUNCTION follow_membership_copies();

-- Being seen is copied once an hour: a sign-in should cost what it costs without organizations.
CREATE FUNCTION follow_last_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE memberships SET last_seen_at = NEW.last_sign_in_at
   WHERE user_id = NEW.id AND last_seen_at < NEW.last_sign_in_at - INTERVAL '1 hour';
  RETURN NULL;
END
$$;
CREATE TRIGGER "follow_last_seen" AFTER UPDATE OF "last_sign_in_at" ON "users" FOR EACH ROW
WHEN (OLD.last_sign_in_at IS DISTINCT FROM NEW.last_sign_in_at)
EXECUTE FUNCTION follow_last_seen();

-- The last active owner of a living organization cannot go, whoever forgets to ask (lib/organizations/last-owner.ts). The
-- lock puts those who take owners away in a row.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.role = 'owner' AND NEW.status = 'active' AND NEW.organization_id = OLD.organization_id THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM FROM organizations WHERE id = OLD.organization_id AND deleted_at IS NULL FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT FROM memberships
     WHERE organization_id = OLD.organization_id AND role = 'owner' AND status = 'active' AND id <> OLD.id
  ) THEN
    RAISE EXCEPTION 'Organization % would be left without an owner', OLD.organization_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "keep_an_owner" BEFORE UPDATE OR DELETE ON "memberships" FOR EACH ROW
WHEN (OLD.role = 'owner' AND OLD.status = 'active')
EXECUTE FUNCTION keep_an_owner();
