package dev.opportune.authoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opportune.facts.Dwelled;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.ProductViewed;
import dev.opportune.facts.Profile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactTypesTest {
    @Test
    void everyEventOfTheVocabulary_isAFact() throws IOException, URISyntaxException {
        Path folder =
                Path.of(EventFact.class.getResource("EventFact.class").toURI()).getParent();
        Set<String> events = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!name.contains("$") && isConcreteEvent(FactTypes.PACKAGE + "." + name)) {
                    events.add(name);
                }
            }
        }

        assertThat(events).hasSizeGreaterThan(30);
        assertThat(FactTypes.names()).containsAll(events);
    }

    @Test
    void properties_areWhatConstraintsCanName() {
        assertThat(FactTypes.properties(ProductViewed.class))
                .contains("now", "timestamp", "id", "category", "price")
                .doesNotContain("class", "text");
        assertThat(FactTypes.methods(ProductViewed.class)).contains("text", "number", "flag", "containsProduct");
    }

    @Test
    void numbers_areToldFromTexts() {
        assertThat(FactTypes.isNumber(Profile.class, "orders")).isTrue();
        assertThat(FactTypes.isNumber(Dwelled.class, "seconds")).isTrue();
        assertThat(FactTypes.isNumber(ProductViewed.class, "price")).isTrue();
        assertThat(FactTypes.isNumber(ProductViewed.class, "category")).isFalse();
        assertThat(FactTypes.isNumber(ProductViewed.class, "now")).isFalse();
    }

    private static boolean isConcreteEvent(String name) {
        try {
            Class<?> type = Class.forName(name);
            return EventFact.class.isAssignableFrom(type)
                    && !java.lang.reflect.Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException none) {
            return false;
        }
    }
}
