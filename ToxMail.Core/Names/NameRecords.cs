namespace ToxMail.Core.Names;

/// <summary>Chooses among all TXT records of a name.</summary>
internal static class NameRecords
{
    /// <summary>The one Tox ID they hold, or why there is none; a record that cannot be used does not spoil one that can.</summary>
    internal static NameRecordReading Choose(IEnumerable<string> texts)
    {
        var readings = texts.Select(NameRecord.Read).ToList();
        var ids = readings.OfType<NameRecordReading.Id>().ToList();
        return ids.Select(id => id.ToxId).Distinct().Count() switch
        {
            0 => readings.OfType<NameRecordReading.Bad>().FirstOrDefault() ?? (NameRecordReading)new NameRecordReading.OfOthers(),
            1 => ids[0] with { Signed = ids.Any(id => id.Signed) },
            var several => new NameRecordReading.Bad(NameFault.SeveralIds, $"the name has {several} records with different Tox IDs, and nothing says which is right"),
        };
    }
}
