package dev.opportune.authoring.lints;

import dev.opportune.authoring.settings.PolicyReader;
import java.util.stream.Stream;

/** A channel that people are written to on without having agreed to anything. */
final class NoConsentPurposeLint implements Lint {
    @Override
    public String code() {
        return "no_consent_purpose";
    }

    @Override
    public Stream<Finding> findings(Readings all) {
        return all.policy().channels().values().stream()
                .filter(channel -> channel.consent() == null)
                .map(channel -> new Finding(
                        all.settings().of(PolicyReader.FILE, "channels", channel.name(), "consent"),
                        null,
                        "whoever never agreed is written to on the channel \"" + channel.name() + "\" too",
                        "name the purpose to have been agreed to, such as consent: marketing"));
    }
}
