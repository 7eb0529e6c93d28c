namespace ToxMail.Tests.Names.Dnssec;

/// <summary>What validators say of an answer, in words that fit all of them.</summary>
public enum Outcome
{
    Proved,

    Insecure,

    Bogus,
}
