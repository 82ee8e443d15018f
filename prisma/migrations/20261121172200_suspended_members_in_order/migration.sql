-- DropIndex
DROP INDEX "memberships_organization_id_status_idx";

-- CreateIndex
-- Those who are suspended, in the order of names.
CREATE INDEX "memberships_organization_id_status_name_key_id_idx" ON "memberships"("organization_id", "status", "name_key", "id");
