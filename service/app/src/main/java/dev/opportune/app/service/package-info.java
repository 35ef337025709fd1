/**
 * The engine room: every profile on its lane, its session in a bounded cache, its moves committed before anybody is
 * answered, and its wake-ups kept. Knows nothing of HTTP; is told the time.
 */
@NullMarked
package dev.opportune.app.service;

import org.jspecify.annotations.NullMarked;
