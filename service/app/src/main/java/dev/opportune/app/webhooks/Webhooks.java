package dev.opportune.app.webhooks;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The providers whose calls are taken. One without a secret is off. */
public final class Webhooks {
    /** None. */
    public static final Webhooks OFF = new Webhooks(Map.of());

    /** By the name of each that there is: the setting that turns it on. */
    private static final Map<String, String> SETTINGS = Map.of(
            SendGrid.NAME, "webhooks.sendgrid.publicKey",
            Mailgun.NAME, "webhooks.mailgun.signingKey",
            Postmark.NAME, "webhooks.postmark.password",
            Ses.NAME, "webhooks.ses.topics");

    private final Map<String, Provider> on;

    private Webhooks(Map<String, Provider> on) {
        this.on = Map.copyOf(on);
    }

    /** @throws IllegalArgumentException if the key is none; the message says so */
    public Webhooks withSendGrid(@Nullable String publicKey) {
        return publicKey == null || publicKey.isBlank() ? this : with(new SendGrid(publicKey));
    }

    /** @param maxAge how old a signature may be */
    public Webhooks withMailgun(@Nullable String signingKey, Duration maxAge) {
        return signingKey == null || signingKey.isBlank() ? this : with(new Mailgun(signingKey, maxAge));
    }

    public Webhooks withPostmark(String user, @Nullable String password) {
        return password == null || password.isBlank() ? this : with(new Postmark(user, password));
    }

    /** @param topics the ARNs of the SNS topics that are believed */
    public Webhooks withSes(Set<String> topics, Fetching fetching) {
        return topics.isEmpty() ? this : with(new Ses(topics, fetching));
    }

    private Webhooks with(Provider provider) {
        Map<String, Provider> more = new TreeMap<>(on);
        more.put(provider.name(), provider);
        return new Webhooks(more);
    }

    /** The provider of a name, if it is on. */
    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(on.get(name));
    }

    /** The setting that turns a provider on; empty if there is none of that name. */
    public static Optional<String> setting(String name) {
        return Optional.ofNullable(SETTINGS.get(name));
    }

    /** The names of all providers there are. */
    public static Set<String> names() {
        return new TreeSet<>(SETTINGS.keySet());
    }
}
