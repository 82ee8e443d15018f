-- CreateTable
CREATE TABLE "daily_statistics" (
    "day" DATE NOT NULL,
    "sign_ins" INTEGER NOT NULL,
    "failed_sign_ins" INTEGER NOT NULL,
    "sign_ups" INTEGER NOT NULL,
    "active_people" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_statistics_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "audit_events_action_id_idx" ON "audit_events"("action", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_ip_id_idx" ON "audit_events"("ip", "id" DESC);

-- CreateIndex
CREATE INDEX "organizations_search_idx" ON "organizations" USING GIN ("name" gin_trgm_ops, "slug" gin_trgm_ops);
