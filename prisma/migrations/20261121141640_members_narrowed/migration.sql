-- CreateIndex
CREATE INDEX "memberships_organization_id_status_idx" ON "memberships"("organization_id", "status");

-- CreateIndex
CREATE INDEX "memberships_organization_id_ends_at_idx" ON "memberships"("organization_id", "ends_at");
