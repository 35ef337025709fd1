package dev.opportune.app.service;

/** An idempotency key was used before, for another request: the caller must take a new one. */
public final class KeyReusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyReusedException(String key) {
        super("the idempotency key \"" + key + "\" was used for another request to this profile");
    }
}
