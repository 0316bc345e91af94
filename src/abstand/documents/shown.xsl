<?xml version="1.0" encoding="UTF-8"?>
<!-- The text that a page shows, for the gate: a mark (U+E000) stands where a block begins or ends, since a name ends there. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="script|style|title|comment()|processing-instruction()"/>

  <!-- a link of up to three words, alone in a list's item, is a menu's ("Russland", "Naher Osten"): no sentence is so short -->
  <xsl:template match="li[count(*) = 1][not(text()[normalize-space()])]/a[
      string-length(normalize-space()) - string-length(translate(normalize-space(), ' ', '')) &lt; 3]"/>

  <xsl:template match="address|article|blockquote|br|caption|dd|div|dl|dt|fieldset|figure|h1|h2|h3|h4|h5|h6|header|hr|li
      |main|ol|option|p|pre|section|table|td|th|tr|ul">
    <xsl:text>&#xE000;</xsl:text>
    <xsl:apply-templates/>
    <xsl:text>&#xE000;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
