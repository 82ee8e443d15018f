-- AlterTable
ALTER TABLE "pre_auth_tokens" ADD COLUMN     "approval_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "approval_hash" TEXT,
ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "device_hash" TEXT,
ADD COLUMN     "ip" TEXT,
ADD COLUMN     "trusts_device" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "user_agent" TEXT;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "device_id" UUID;

-- CreateTable
CREATE TABLE "devices" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name_hash" TEXT NOT NULL,
    "user_agent" TEXT,
    "ip" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "trusted_until" TIMESTAMPTZ(3),
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_alerts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "device_id" UUID,
    "reasons" TEXT[],
    "ip" TEXT,
    "user_agent" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" TEXT,
    "disowned_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_alerts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "devices_user_id_last_seen_at_idx" ON "devices"("user_id", "last_seen_at" DESC);

-- CreateIndex
CREATE INDEX "devices_last_seen_at_idx" ON "devices"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "devices_user_id_name_hash_key" ON "devices"("user_id", "name_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_alerts_session_id_key" ON "sign_in_alerts"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_alerts_token_hash_key" ON "sign_in_alerts"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_alerts_user_id_idx" ON "sign_in_alerts"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_alerts_expires_at_idx" ON "sign_in_alerts"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "pre_auth_tokens_approval_hash_key" ON "pre_auth_tokens"("approval_hash");

-- AddForeignKey
ALTER TABLE "devices" ADD CONSTRAINT "devices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_alerts" ADD CONSTRAINT "sign_in_alerts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
