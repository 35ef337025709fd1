/** YAML, read as it was written and held to the published schemas; everything in it knows its place. */
@NullMarked
package dev.opportune.authoring.yaml;

import org.jspecify.annotations.NullMarked;
