/** Folders of rules: read, named after what is in them, written and glanced at. */
@NullMarked
package dev.opportune.authoring.folders;

import org.jspecify.annotations.NullMarked;
