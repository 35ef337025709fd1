package dev.opportune.authoring.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The product knows no flow by name: what is shipped under rules/ is an example like any other. */
class ShippedNamesTest {
    private static final Path HOME = Path.of(System.getProperty("opportune.home"));
    private static final Pattern MESSAGE =
            Pattern.compile("decide\\.(?:send|fallback|delay)\\([^\"]*(?:\"[0-9smhd]+\",\\s*)?\"([^\"]+)\"\\)");

    private static final Pattern SAID = Pattern.compile("(?i)\\bsend \"([^\"]+)\"");

    @Test
    void main_code_names_no_shipped_flow_or_message() throws IOException {
        List<String> found = new ArrayList<>();
        TreeSet<String> names = shippedNames();
        for (Path source : mainFiles()) {
            String text = Files.readString(source);
            names.stream()
                    .filter(text::contains)
                    .forEach(name -> found.add(HOME.relativize(source) + " names " + name));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_names_looked_for_are_those_of_the_rules() throws IOException {
        assertThat(shippedNames())
                .contains("cart-recovery", "win-back", "cart-reminder", "bestsellers", "we-miss-you", "last-call");
    }

    private static TreeSet<String> shippedNames() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME.resolve("rules"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".drl") || name.endsWith(".dslr")) {
                    names.add(file.getParent().getFileName().toString());
                    Matcher message = (name.endsWith(".drl") ? MESSAGE : SAID).matcher(Files.readString(file));
                    while (message.find()) {
                        names.add(message.group(1));
                    }
                }
            }
        }
        return names;
    }

    private static List<Path> mainFiles() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(HOME.resolve("service"))) {
            for (Path main : modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(Files::isRegularFile).forEach(sources::add);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(50);
        return sources;
    }
}
