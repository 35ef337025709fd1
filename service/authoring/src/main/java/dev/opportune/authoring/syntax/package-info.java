/** What is wrong with a text that could not be parsed. */
@NullMarked
package dev.opportune.authoring.syntax;

import org.jspecify.annotations.NullMarked;
