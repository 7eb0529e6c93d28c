namespace ToxMail.Fuzz.Targets;

/// <summary>Code that reads what strangers send, and what must hold whatever they send.</summary>
internal interface IFuzzTarget
{
    /// <summary>Inputs to begin with.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Octets that mean something to the code, for the fuzzer to put in.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Throws when a property does not hold.</summary>
    void Run(byte[] input);
}
