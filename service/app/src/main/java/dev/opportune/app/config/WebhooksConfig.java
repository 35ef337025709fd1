package dev.opportune.app.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.opportune.app.webhooks.Fetching;
import dev.opportune.app.webhooks.Webhooks;
import io.dropwizard.util.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which email providers tell what became of emails, and how their calls are known to be theirs. */
public final class WebhooksConfig {
    @Valid
    @NotNull
    @JsonProperty
    private SendGridConfig sendgrid = new SendGridConfig();

    @Valid
    @NotNull
    @JsonProperty
    private MailgunConfig mailgun = new MailgunConfig();

    @Valid
    @NotNull
    @JsonProperty
    private PostmarkConfig postmark = new PostmarkConfig();

    @Valid
    @NotNull
    @JsonProperty
    private SesConfig ses = new SesConfig();

    /** @throws IllegalArgumentException if a key is none; the message says which */
    Webhooks webhooks(Fetching fetching) {
        return Webhooks.OFF
                .withSendGrid(sendgrid.publicKey)
                .withMailgun(mailgun.signingKey, mailgun.maxAge.toJavaDuration())
                .withPostmark(postmark.user, postmark.password)
                .withSes(new TreeSet<>(ses.topics), fetching);
    }

    static final class SendGridConfig {
        @JsonProperty
        private @Nullable String publicKey;
    }

    static final class MailgunConfig {
        @JsonProperty
        private @Nullable String signingKey;

        @NotNull
        @JsonProperty
        private Duration maxAge = Duration.hours(12);
    }

    static final class PostmarkConfig {
        @NotBlank
        @JsonProperty
        private String user = "opportune";

        @JsonProperty
        private @Nullable String password;
    }

    static final class SesConfig {
        @NotNull
        @JsonProperty
        private List<String> topics = List.of();
    }
}
