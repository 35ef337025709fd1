package dev.opportune.app.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** Logging before, or without, a configuration: warnings and worse, to stderr. */
public final class StderrLogging {
    /** A line names the call that it is about, if any: the X-Request-Id of its answer. */
    static final String FORMAT = "%-5p [%d{ISO8601,UTC}]%replace(%X{request}){'(.+)',' [$1]'} %c: %m%n%rEx";

    private StderrLogging() {}

    public static void install() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LoggerContext context = root.getLoggerContext();
        root.detachAndStopAllAppenders();
        PatternLayoutEncoder line = new PatternLayoutEncoder();
        line.setContext(context);
        line.setPattern(FORMAT);
        line.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(line);
        stderr.start();
        root.addAppender(stderr);
        root.setLevel(Level.WARN);
        context.getLogger("org.drools").setLevel(Level.ERROR);
    }
}
