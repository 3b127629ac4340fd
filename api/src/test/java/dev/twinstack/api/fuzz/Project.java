package dev.twinstack.api.fuzz;

/** A project, a token for it, and the ids found in it. */
record Project(String id, String token, Pool pool) {}
