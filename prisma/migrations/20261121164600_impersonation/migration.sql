-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "impersonator_id" TEXT;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "impersonated_by" UUID;

-- CreateTable
CREATE TABLE "impersonations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "impersonator_id" UUID NOT NULL,
    "impersonator_session_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "impersonations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "impersonations_impersonator_session_id_key" ON "impersonations"("impersonator_session_id");

-- CreateIndex
CREATE INDEX "impersonations_impersonator_id_idx" ON "impersonations"("impersonator_id");
