package dev.opportune.authoring.drl;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.opportune.facts.EventFact;
import dev.opportune.facts.ProductViewed;
import dev.opportune.facts.Profile;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FactTypesTest {
    @Test
    void everyEventOfTheVocabulary_isAFact() {
        Set<String> events = new ClassFileImporter()
                .importPackages(FactTypes.PACKAGE).stream()
                        .filter(type -> type.isAssignableTo(EventFact.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());

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
    void values_areToldApart() {
        assertThat(FactTypes.valueOf(Profile.class, "orders")).contains(int.class);
        assertThat(FactTypes.valueOf(ProductViewed.class, "price")).contains(Double.class);
        assertThat(FactTypes.valueOf(ProductViewed.class, "category")).contains(String.class);
        assertThat(FactTypes.valueOf(ProductViewed.class, "now")).contains(boolean.class);
        assertThat(FactTypes.valueOf(ProductViewed.class, "number")).contains(Double.class);
        assertThat(FactTypes.valueOf(ProductViewed.class, "colour")).isEmpty();
    }
}
