// SM2 with SM3, as `sm-crypto` has it. Everything is hexadecimal; the distinguishing identifier is its default, 1234567812345678.
//   public SECRET | sign SECRET MESSAGE | verify PUBLIC MESSAGE SIGNATURE | verify-der PUBLIC MESSAGE SIGNATURE
import smCrypto from 'sm-crypto';

const { sm2 } = smCrypto;
const [command, key, message, signature] = process.argv.slice(2);
const bytes = (hex) => Array.from(Buffer.from(hex ?? '', 'hex'));

const commands = {
  public: () => sm2.getPublicKeyFromPrivateKey(key),
  sign: () => sm2.doSignature(bytes(message), key, { hash: true }),
  verify: () => sm2.doVerifySignature(bytes(message), signature, key, { hash: true }),
  'verify-der': () => sm2.doVerifySignature(bytes(message), signature, key, { hash: true, der: true }),
};
console.log(String(commands[command]()));
