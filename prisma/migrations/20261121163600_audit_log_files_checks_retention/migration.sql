-- CreateEnum
CREATE TYPE "ExportPacking" AS ENUM ('stored', 'deflated');

-- CreateEnum
CREATE TYPE "AuditCheckStatus" AS ENUM ('running', 'finished', 'failed');

-- DropIndex
DROP INDEX "data_exports_user_id_key";

-- AlterTable
ALTER TABLE "data_exports" ADD COLUMN     "entries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "organization_id" UUID,
ADD COLUMN     "packing" "ExportPacking" NOT NULL DEFAULT 'stored',
ADD COLUMN     "request" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "subject" TEXT NOT NULL DEFAULT 'account',
ALTER COLUMN "size" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "audit_retention_days" INTEGER;

-- CreateTable
CREATE TABLE "audit_removals" (
    "scope" TEXT NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "head_hash" TEXT NOT NULL,
    "event_count" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,
    "mac" TEXT NOT NULL,

    CONSTRAINT "audit_removals_pkey" PRIMARY KEY ("scope","first_sequence")
);

-- CreateTable
CREATE TABLE "audit_checks" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "status" "AuditCheckStatus" NOT NULL DEFAULT 'running',
    "progress" SMALLINT NOT NULL DEFAULT 0,
    "result" JSONB,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_checks_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_checks_id_key" ON "audit_checks"("id");

-- CreateIndex
CREATE INDEX "data_exports_organization_id_idx" ON "data_exports"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "data_exports_user_id_subject_key" ON "data_exports"("user_id", "subject");

-- AddForeignKey
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_checks" ADD CONSTRAINT "audit_checks_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the schema files cannot say (docs/decisions/audit-retention.md).

ALTER TABLE "organizations" ADD CONSTRAINT "organizations_audit_retention_check" CHECK ("audit_retention_days" >= 30);
ALTER TABLE "audit_removals" ADD CONSTRAINT "audit_removals_order_check" CHECK ("first_sequence" BETWEEN 1 AND "last_sequence");

-- Rows may go when the newest note of a removal names the seals that list them, and when these are thirty days old. Who
-- wrote the note, the database cannot know; `portico audit verify` does.
CREATE FUNCTION audit_refuse_early_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT id FROM gone
    EXCEPT
    SELECT unnest(s.event_ids)
      FROM (SELECT DISTINCT scope FROM gone) AS trail
      JOIN LATERAL (
        SELECT first_sequence, last_sequence FROM audit_removals r WHERE r.scope = trail.scope ORDER BY first_sequence DESC LIMIT 1
      ) AS note ON true
      JOIN audit_seals s ON s.scope = trail.scope AND s.sequence BETWEEN note.first_sequence AND note.last_sequence
     WHERE s.sealed_at < now() - INTERVAL '30 days'
  ) THEN
    RAISE EXCEPTION 'The audit trail is append-only: DELETE on audit_events is refused' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END;
$$;

DROP TRIGGER audit_events_append_only ON audit_events;
CREATE TRIGGER audit_events_append_only
  BEFORE UPDATE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_events_kept
  AFTER DELETE ON audit_events REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_early_removal();
CREATE TRIGGER audit_removals_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_removals
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

ALTER TABLE audit_events ENABLE ALWAYS TRIGGER audit_events_append_only;
ALTER TABLE audit_events ENABLE ALWAYS TRIGGER audit_events_kept;
ALTER TABLE audit_removals ENABLE ALWAYS TRIGGER audit_removals_append_only;
