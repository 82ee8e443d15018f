-- Trusted: the owner of the database may create it without being a superuser.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A sign-in updates its account's row: with room on the page the new version stays there, and no index changes.
ALTER TABLE "users" SET (fillfactor = 90);

-- CreateTable
CREATE TABLE "user_imports" (
    "id" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "imported" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_imports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "users_role_id_idx" ON "users"("role", "id" DESC);

-- CreateIndex
CREATE INDEX "users_is_active_id_idx" ON "users"("is_active", "id" DESC);

-- CreateIndex
CREATE INDEX "users_search_idx" ON "users" USING GIN ("email" gin_trgm_ops, "username" gin_trgm_ops, "name" gin_trgm_ops);
