package dev.opportune.app.links;

import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.decision.Outcome;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.storage.SqliteStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The header fields by which a mail program offers to unsubscribe at one click, as RFC 2369 and RFC 8058 have them, and
 * what their links stand for. Links do not expire: an email is read when somebody finds it.
 */
public final class UnsubscribeLinks {
    /** Where a link leads to, below the service's address. */
    public static final String PATH = "/v1/unsubscribe/";
    /** What is sent there, as a form. */
    public static final String FIELD = "List-Unsubscribe";
    /** The only value of it. */
    public static final String ONE_CLICK = "One-Click";

    private static final String EMAIL = "email";
    private static final String SECRET = "unsubscribe_links";

    private final Seal seal;
    private final Supplier<Policy> policy;
    private final AtomicReference<String> address = new AtomicReference<>("http://127.0.0.1");

    UnsubscribeLinks(Seal seal, Supplier<Policy> policy) {
        this.seal = seal;
        this.policy = policy;
    }

    /** With the key that the database keeps; a new database gets one. */
    public static UnsubscribeLinks keptIn(SqliteStore store, Supplier<Policy> policy, RandomGenerator random) {
        byte[] fresh = new byte[Seal.KEY];
        random.nextBytes(fresh);
        return new UnsubscribeLinks(new Seal(store.secret(SECRET, fresh)), policy);
    }

    /** Says where people reach the service, without a slash at the end; known once it listens. */
    public void leadTo(String publicAddress) {
        address.set(publicAddress);
    }

    /** What belongs in the header of the email that a decision is about; nothing if it is about none. */
    public Map<String, String> headers(Decision decision) {
        String channel = decision.channel();
        if (channel == null || decision.outcome() != Outcome.SEND || !channel.equals(EMAIL)) {
            return Map.of();
        }
        String purpose = policy.get().channel(channel).consent();
        return purpose == null
                ? Map.of()
                : Map.of(
                        FIELD,
                        "<" + address.get() + PATH + seal.close(new Token(decision.profileId(), purpose)) + ">",
                        "List-Unsubscribe-Post",
                        FIELD + "=" + ONE_CLICK);
    }

    /** What a link stands for; empty if it is not one of ours. */
    public Optional<Token> open(String text) {
        return seal.open(text);
    }
}
