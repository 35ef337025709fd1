/** Sentences: what they mean is written once, and rules are then read aloud. */
@NullMarked
package dev.opportune.authoring.sentences;

import org.jspecify.annotations.NullMarked;
