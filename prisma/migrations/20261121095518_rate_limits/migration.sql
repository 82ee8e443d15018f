-- CreateTable
-- UNLOGGED: spares every counted request a flush to disk. It keeps its rows through any stop or crash of Portico and
-- through a clean stop of PostgreSQL. Only a crash of PostgreSQL itself empties it, and then counting begins anew.
CREATE UNLOGGED TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");
