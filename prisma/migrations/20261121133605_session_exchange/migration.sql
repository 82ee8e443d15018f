-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "device_name" TEXT,
ADD COLUMN     "organization_id" UUID;

-- CreateTable
CREATE TABLE "pre_auth_tokens" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "session_kind" TEXT NOT NULL,
    "amr" TEXT[],
    "device_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pre_auth_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pre_auth_tokens_token_hash_key" ON "pre_auth_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "pre_auth_tokens_user_id_idx" ON "pre_auth_tokens"("user_id");

-- CreateIndex
CREATE INDEX "pre_auth_tokens_expires_at_idx" ON "pre_auth_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "sessions_organization_id_idx" ON "sessions"("organization_id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pre_auth_tokens" ADD CONSTRAINT "pre_auth_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
