/** What can be used, and is probably not what was meant. */
@NullMarked
package dev.opportune.authoring.lints;

import org.jspecify.annotations.NullMarked;
