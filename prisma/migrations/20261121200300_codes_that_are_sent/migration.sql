-- CreateEnum
CREATE TYPE "CodeFactorKind" AS ENUM ('email', 'sms');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "password_by_mail" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "code_factors" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "CodeFactorKind" NOT NULL,
    "phone" BYTEA,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "code_factors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sent_codes" (
    "id" UUID NOT NULL,
    "factor_id" UUID NOT NULL,
    "pre_auth_hash" TEXT,
    "code_hash" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sent_codes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "code_factors_user_id_kind_key" ON "code_factors"("user_id", "kind");

-- CreateIndex
CREATE INDEX "sent_codes_pre_auth_hash_idx" ON "sent_codes"("pre_auth_hash");

-- CreateIndex
CREATE INDEX "sent_codes_expires_at_idx" ON "sent_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "sent_codes_factor_id_pre_auth_hash_key" ON "sent_codes"("factor_id", "pre_auth_hash");

-- AddForeignKey
ALTER TABLE "code_factors" ADD CONSTRAINT "code_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sent_codes" ADD CONSTRAINT "sent_codes_factor_id_fkey" FOREIGN KEY ("factor_id") REFERENCES "code_factors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sent_codes" ADD CONSTRAINT "sent_codes_pre_auth_hash_fkey" FOREIGN KEY ("pre_auth_hash") REFERENCES "pre_auth_tokens"("token_hash") ON DELETE CASCADE ON UPDATE CASCADE;
