/** Decision tables: read from spreadsheets, and written out as rules in which each character knows its cell. */
@NullMarked
package dev.opportune.authoring.tables;

import org.jspecify.annotations.NullMarked;
