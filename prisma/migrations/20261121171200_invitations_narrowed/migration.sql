-- CreateIndex
CREATE INDEX "invitations_organization_id_is_open_id_idx" ON "invitations"("organization_id", "is_open", "id" DESC);

-- CreateIndex
CREATE INDEX "invitations_organization_id_unit_id_id_idx" ON "invitations"("organization_id", "unit_id", "id" DESC);

-- By hand: in collation C the index that keeps open addresses apart also finds how an address begins.
ALTER TABLE "invitations" ALTER COLUMN "email" TYPE TEXT COLLATE "C";
