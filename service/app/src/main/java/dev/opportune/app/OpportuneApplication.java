package dev.opportune.app;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.opportune.app.api.Json;
import dev.opportune.app.auth.Key;
import dev.opportune.app.auth.Keys;
import dev.opportune.app.auth.Locksmith;
import dev.opportune.app.auth.Rates;
import dev.opportune.app.config.KeyConfig;
import dev.opportune.app.config.OpportuneConfig;
import dev.opportune.app.config.PublicAddress;
import dev.opportune.app.config.Reach;
import dev.opportune.app.config.RulesConfig;
import dev.opportune.app.config.StderrLogging;
import dev.opportune.app.health.DatabaseHealth;
import dev.opportune.app.health.RulesHealth;
import dev.opportune.app.resources.Envelope;
import dev.opportune.app.resources.ErrorPages;
import dev.opportune.app.resources.Interface;
import dev.opportune.app.service.Attempt;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.LiveRules;
import dev.opportune.app.service.RulesWatch;
import dev.opportune.app.webhooks.Fetching;
import dev.opportune.app.webhooks.Webhooks;
import dev.opportune.kernel.session.Settings;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.setup.ServletEnvironment;
import io.dropwizard.lifecycle.JettyManaged;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP service around an engine room. */
public final class OpportuneApplication extends Application<OpportuneConfig> {
    private static final Logger LOG = LoggerFactory.getLogger(OpportuneApplication.class);

    private final Function<OpportuneConfig, Assembly> opening;
    private final Fetching fetching;

    /** @param opening what to serve, given the configuration; it is started and closed with the server */
    public OpportuneApplication(Function<OpportuneConfig, Assembly> opening) {
        this(opening, Fetching.overTheNetwork());
    }

    /** @param fetching what the calls of email providers refer to */
    public OpportuneApplication(Function<OpportuneConfig, Assembly> opening, Fetching fetching) {
        this.opening = opening;
        this.fetching = fetching;
    }

    /** What the configuration says, by the machine's clock. */
    public static OpportuneApplication serving() {
        return new OpportuneApplication(config -> Assembly.open(
                config.database(),
                config.rules(),
                Settings.of(config.unknownConsentGranted()),
                config.capacity(),
                config.terms(),
                Clock.tickMillis(ZoneOffset.UTC),
                new SecureRandom()));
    }

    /**
     * Starts the service as a file says, and leaves it running.
     *
     * @param configFile in YAML
     * @return the server, to be joined, stopped, or asked for its address
     * @throws ConfigurationException if the file has mistakes; the message lists them all
     * @throws IllegalArgumentException if the service would be open to others, or a key is not one
     * @throws IllegalStateException if the rules have problems and none were ever live
     * @throws dev.opportune.kernel.store.StoreException if the database cannot be opened
     * @throws IOException if the file cannot be read, or an address cannot be listened on
     */
    public Server start(Path configFile) throws IOException, ConfigurationException {
        Bootstrap<OpportuneConfig> bootstrap = bootstrap();
        return start(bootstrap, read(bootstrap, configFile));
    }

    /** The same without a file. */
    public Server start(OpportuneConfig config) throws IOException {
        return start(bootstrap(), config);
    }

    private Bootstrap<OpportuneConfig> bootstrap() {
        bootstrapLogging();
        Bootstrap<OpportuneConfig> bootstrap = new Bootstrap<>(this);
        initialize(bootstrap);
        bootstrap.registerMetrics();
        return bootstrap;
    }

    private Server start(Bootstrap<OpportuneConfig> bootstrap, OpportuneConfig config) throws IOException {
        config.getLoggingFactory().configure(bootstrap.getMetricRegistry(), getName());
        Environment environment = new Environment(
                getName(),
                bootstrap.getObjectMapper(),
                bootstrap.getValidatorFactory(),
                bootstrap.getMetricRegistry(),
                bootstrap.getClassLoader(),
                bootstrap.getHealthCheckRegistry(),
                config);
        config.getServerFactory().configure(environment);
        run(config, environment);
        return started(config.getServerFactory().build(environment), environment.lifecycle());
    }

    /** What a file says, without starting anything. */
    public OpportuneConfig configuration(Path configFile) throws IOException, ConfigurationException {
        return read(bootstrap(), configFile);
    }

    private static OpportuneConfig read(Bootstrap<OpportuneConfig> bootstrap, Path configFile)
            throws IOException, ConfigurationException {
        ConfigurationFactory<OpportuneConfig> factory = bootstrap
                .getConfigurationFactoryFactory()
                .create(
                        OpportuneConfig.class,
                        bootstrap.getValidatorFactory().getValidator(),
                        bootstrap.getObjectMapper(),
                        "dw");
        return factory.build(bootstrap.getConfigurationSourceProvider(), configFile.toString());
    }

    private static Server started(Server server, LifecycleEnvironment lifecycle) throws IOException {
        try {
            server.start();
            return server;
        } catch (Exception failure) {
            stop(server::stop, failure);
            // The server stops what it has started, and what it did not get to is open all the same.
            for (LifeCycle managed : lifecycle.getManagedObjects()) {
                if (managed instanceof JettyManaged opened) {
                    stop(opened.getManaged()::stop, failure);
                }
            }
            if (failure instanceof IOException notListening) {
                throw notListening;
            }
            throw new IllegalStateException("the server did not start", failure);
        }
    }

    private interface Stop {
        void stop() throws Exception;
    }

    private static void stop(Stop stop, Exception because) {
        try {
            stop.stop();
        } catch (Exception alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    @Override
    public String getName() {
        return "opportune";
    }

    /** The command line says how to leave. */
    @Override
    protected void onFatalError(Throwable failure) {
        throw new IllegalStateException("the service could not start", failure);
    }

    @Override
    protected void bootstrapLogging() {
        StderrLogging.install();
    }

    @Override
    public void initialize(Bootstrap<OpportuneConfig> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
    }

    @Override
    public void run(OpportuneConfig config, Environment environment) {
        List<Key> configured = config.keys().stream().map(KeyConfig::toKey).toList();
        Webhooks webhooks = config.webhooks(fetching);
        config.publicUrl();
        Assembly assembly = opening.apply(config);
        Keys keys = keys(config, configured, assembly);
        prepare(config, environment, new Envelope(assembly.random()));
        EngineRoom engine = assembly.engine();
        warnOfRefused(engine.rules());
        RulesWatch watch = new RulesWatch(engine);
        environment.lifecycle().manage(new Managed() {
            @Override
            public void start() {
                engine.start();
                if (config.rulesWatch()) {
                    watch.start();
                }
            }

            @Override
            public void stop() {
                watch.close();
                assembly.close();
            }
        });
        environment
                .lifecycle()
                .addServerLifecycleListener(server -> assembly.links()
                        .leadTo(Objects.requireNonNullElseGet(config.publicUrl(), () -> PublicAddress.of(server))));
        Locksmith locksmith = new Locksmith(keys, assembly.store().keyring(), assembly.clock(), assembly.random());
        Rates rates = config.limits().rates(assembly.clock());
        MetricRegistry metrics = environment.metrics();
        Interface.components(
                        engine,
                        keys,
                        locksmith,
                        rates,
                        assembly.links(),
                        Set.copyOf(config.allowedOrigins()),
                        webhooks,
                        (provider, what) -> metrics.counter(MetricRegistry.name("opportune.webhooks", provider, what))
                                .inc())
                .forEach(environment.jersey()::register);
        environment.healthChecks().register("database", new DatabaseHealth(assembly.store()));
        environment.healthChecks().register("rules", new RulesHealth(engine.rules()));
        measure(engine, metrics);
    }

    /** Who may call, where what is configured can be answered for. */
    private static Keys keys(OpportuneConfig config, List<Key> configured, Assembly assembly) {
        try {
            Keys keys = new Keys(configured, assembly.store().keyring());
            Reach.check(config, keys.areRequired());
            RulesConfig.check(config, keys.all());
            return keys;
        } catch (RuntimeException refused) {
            assembly.close();
            throw refused;
        }
    }

    /** How many rules are left out for everybody, and how often each has failed. */
    private static void measure(EngineRoom engine, MetricRegistry metrics) {
        Gauge<Integer> quarantined = () -> engine.rules().active().without().size();
        metrics.register("opportune.rules.quarantined", quarantined);
        engine.onRuleFailure(rule -> metrics.counter(MetricRegistry.name("opportune.rules.failures", rule))
                .inc());
    }

    private static void warnOfRefused(LiveRules rules) {
        Attempt refused = rules.lastError();
        if (refused != null) {
            LOG.warn(
                    "the rules in the folder have problems, revision {} stays live:\n{}",
                    rules.active().revision(),
                    String.join("\n", refused.problems()));
        }
    }

    /** What the server needs for ids that may hold anything, and for errors that are all of one form. */
    private static void prepare(OpportuneConfig config, Environment environment, Envelope envelope) {
        Reach.connectors(config.getServerFactory())
                .forEach(connector -> connector.setUriCompliance(UriCompliance.UNSAFE));
        if (config.getServerFactory() instanceof AbstractServerFactory server) {
            server.setRegisterDefaultExceptionMappers(false);
        }
        environment.getApplicationContext().getServletHandler().setDecodeAmbiguousURIs(true);
        ErrorPages errorPages = new ErrorPages(new Json(), envelope);
        environment.getApplicationContext().setErrorHandler(errorPages);
        environment.lifecycle().addServerLifecycleListener(server -> server.setErrorHandler(errorPages));
        for (ServletEnvironment servlets : List.of(environment.servlets(), environment.admin())) {
            servlets.addFilter("envelope", envelope)
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        }
        environment.jersey().property("jersey.config.server.wadl.disableWadl", true);
    }
}
