-- CreateTable
CREATE TABLE "code_guesses" (
    "token_id" UUID NOT NULL,
    "guesses" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_guesses_pkey" PRIMARY KEY ("token_id")
);

-- CreateIndex
CREATE INDEX "code_guesses_expires_at_idx" ON "code_guesses"("expires_at");

-- Codes that are open keep the tries that were made.
INSERT INTO "code_guesses" ("token_id", "guesses", "expires_at")
SELECT "id", "code_attempts", now() + interval '1 day' FROM "one_time_tokens" WHERE "code_attempts" > 0 AND "consumed_at" IS NULL AND "expires_at" > now();

-- AlterTable
ALTER TABLE "one_time_tokens" DROP COLUMN "code_attempts";
