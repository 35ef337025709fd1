package dev.opportune.app.config;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.opportune.app.service.Capacity;
import dev.opportune.app.service.RulesTerms;
import dev.opportune.app.service.RulesWatch;
import dev.opportune.app.webhooks.Fetching;
import dev.opportune.app.webhooks.Webhooks;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.validation.OneOf;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration file. What it does not name is as in the one that is shipped: nobody but this machine may connect. */
public final class OpportuneConfig extends Configuration {
    private static final String WITHDRAWN = "withdrawn";
    private static final String GRANTED = "granted";
    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 8081;

    @NotBlank
    @JsonProperty
    private String database = "data/opportune.db";

    @Valid
    @NotNull
    @JsonProperty
    private RulesConfig rules = new RulesConfig();

    @JsonProperty
    private boolean rulesWatch = true;

    /** What a consent nobody ever asked about counts as. */
    @NotNull
    @OneOf({WITHDRAWN, GRANTED})
    @JsonProperty
    private String unknownConsent = WITHDRAWN;

    @Valid
    @NotNull
    @JsonProperty
    private List<KeyConfig> keys = List.of();

    @NotNull
    @JsonProperty
    private List<String> allowedOrigins = List.of();

    /** Where people reach the service by the links in their emails. */
    @JsonProperty
    private @Nullable String publicUrl;

    @Valid
    @NotNull
    @JsonProperty
    private WebhooksConfig webhooks = new WebhooksConfig();

    @Valid
    @NotNull
    @JsonProperty
    private LimitsConfig limits = new LimitsConfig();

    @Valid
    @NotNull
    @JsonProperty
    private CapacityConfig capacity = new CapacityConfig();

    public OpportuneConfig() {
        setServerFactory(server(PORT, ADMIN_PORT));
        setLoggingFactory(quiet());
    }

    /** The defaults on other ports; 0 for any. */
    public static OpportuneConfig on(int port, int adminPort) {
        OpportuneConfig config = new OpportuneConfig();
        config.setServerFactory(server(port, adminPort));
        return config;
    }

    /** A server for this machine alone, without an access log. */
    private static DefaultServerFactory server(int port, int adminPort) {
        DefaultServerFactory server = new DefaultServerFactory();
        server.setApplicationConnectors(List.of(connector(port)));
        server.setAdminConnectors(List.of(connector(adminPort)));
        LogbackAccessRequestLogFactory accessLog = new LogbackAccessRequestLogFactory();
        accessLog.setAppenders(List.of());
        server.setRequestLogFactory(accessLog);
        return server;
    }

    private static HttpConnectorFactory connector(int port) {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        connector.setBindHost("127.0.0.1");
        connector.setPort(port);
        return connector;
    }

    /** Warnings and worse, which rules went live and which topics were subscribed to, to stderr: stdout is for results. */
    private static DefaultLoggingFactory quiet() {
        ConsoleAppenderFactory<ch.qos.logback.classic.spi.ILoggingEvent> console = new ConsoleAppenderFactory<>();
        console.setTarget(ConsoleAppenderFactory.ConsoleStream.STDERR);
        console.setLogFormat(StderrLogging.FORMAT);
        DefaultLoggingFactory logging = new DefaultLoggingFactory();
        logging.setLevel(Level.WARN.toString());
        logging.setLoggers(Map.of(
                "org.drools",
                TextNode.valueOf(Level.ERROR.toString()),
                RulesWatch.class.getPackageName(),
                TextNode.valueOf(Level.INFO.toString()),
                Webhooks.class.getPackageName(),
                TextNode.valueOf(Level.INFO.toString())));
        logging.setAppenders(List.of(console));
        return logging;
    }

    /** The SQLite file. */
    public Path database() {
        return Path.of(database);
    }

    /** The folder of rules. */
    public Path rules() {
        return rules.folder();
    }

    /** On which terms rules go live and stay. */
    public RulesTerms terms() {
        return rules.terms();
    }

    /** Whether what is saved in the folder of rules goes live while the service runs. */
    public boolean rulesWatch() {
        return rulesWatch;
    }

    public boolean unknownConsentGranted() {
        return unknownConsent.equals(GRANTED);
    }

    public List<KeyConfig> keys() {
        return List.copyOf(keys);
    }

    /** The origins whose pages may make calls that change something, besides sending events. */
    public List<String> allowedOrigins() {
        return List.copyOf(allowedOrigins);
    }

    /**
     * The email providers whose calls are taken.
     *
     * @param fetching what their calls refer to
     * @throws IllegalArgumentException if a key is none; the message says which
     */
    public Webhooks webhooks(Fetching fetching) {
        return webhooks.webhooks(fetching);
    }

    public LimitsConfig limits() {
        return limits;
    }

    /**
     * Where people reach the service by the links in their emails, without a slash at the end; null: where it listens.
     *
     * @throws IllegalArgumentException if what is configured is no address
     */
    public @Nullable String publicUrl() {
        return PublicAddress.read(publicUrl);
    }

    public Capacity capacity() {
        return new Capacity(capacity.lanes, capacity.laneQueue, capacity.openProfiles, capacity.wakeUpsAtOnce);
    }

    /** See {@link Capacity}. */
    static final class CapacityConfig {
        @Min(0)
        @JsonProperty
        private int lanes = Capacity.DEFAULT.lanes();

        @Min(1)
        @JsonProperty
        private int laneQueue = Capacity.DEFAULT.laneQueue();

        @Min(1)
        @JsonProperty
        private int openProfiles = Capacity.DEFAULT.openProfiles();

        @Min(1)
        @JsonProperty
        private int wakeUpsAtOnce = Capacity.DEFAULT.wakeUpsAtOnce();
    }
}
