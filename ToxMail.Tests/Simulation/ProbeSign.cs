namespace ToxMail.Tests.Simulation;

/// <summary>What a prober watches for.</summary>
internal enum ProbeSign
{
    /// <summary>The receipt, or the x, of a mail to Sarah that only Bob was given.</summary>
    Receipt,

    /// <summary>A marked envelope for nobody, in the log of Sarah.</summary>
    Echo,

    /// <summary>The x of a mail of Sarah's to Alice, whose receipt only Bob was given.</summary>
    End,
}
