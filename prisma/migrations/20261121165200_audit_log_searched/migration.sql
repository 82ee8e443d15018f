-- CreateIndex
CREATE INDEX "audit_events_scope_outcome_id_idx" ON "audit_events"("scope", "outcome", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_scope_actor_id_id_idx" ON "audit_events"("scope", "actor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_scope_target_id_id_idx" ON "audit_events"("scope", "target_id", "id" DESC);
