/** The engine's own compiler, and the fences around what it sees and what it makes. */
@NullMarked
package dev.opportune.authoring.compiler;

import org.jspecify.annotations.NullMarked;
