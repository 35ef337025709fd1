package dev.opportune.kernel.store;

import java.time.Instant;
import java.util.List;

/**
 * Where keys are kept. A key that was revoked stays on record, and its name may be given again. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreException} when the medium fails.
 */
public interface Keyring {
    /** Every key that ever was, in the order in which they were made. */
    List<KeptKey> keys();

    /**
     * Keeps a key, which is not revoked; durable when this returns.
     *
     * @return whether it is kept: false if there is one of its name that is not revoked
     */
    boolean keep(KeptKey key);

    /**
     * Revokes the key of a name; durable when this returns.
     *
     * @return whether there was one that was not revoked yet
     */
    boolean revoke(String name, Instant at);
}
