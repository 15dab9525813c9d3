//! Users who prove themselves with a password.

use std::ptr;

use rdkafka::bindings::{
    rd_kafka_AlterUserScramCredentials, rd_kafka_AlterUserScramCredentials_result_response_error,
    rd_kafka_AlterUserScramCredentials_result_responses, rd_kafka_ScramMechanism_t,
    rd_kafka_UserScramCredentialAlteration_destroy, rd_kafka_UserScramCredentialAlteration_t,
    rd_kafka_UserScramCredentialDeletion_new, rd_kafka_UserScramCredentialUpsertion_new, rd_kafka_admin_op_t,
    rd_kafka_event_AlterUserScramCredentials_result,
};

use super::{
    Operations, Owned, OwnedList,
    native::{Refusal, array, c_text},
};
use crate::{admin::ScramHash, config::Secret, error::Error};

/// Kafka takes 4 096 to 16 384 iterations; its own tools write the first.
const ITERATIONS: i32 = 4096;

impl Operations {
    /// Gives a user a password, whether it has one already or not. Wraps `rd_kafka_UserScramCredentialUpsertion_new`, which copies its
    /// texts, and `rd_kafka_AlterUserScramCredentials`. librdkafka draws the salt, and sends salted hashes only. Memory: the alteration
    /// is ours (rule 1), the outcome is the event's (rule 2).
    pub(crate) fn upsert_scram_user(
        &self,
        user: &str,
        hash: ScramHash,
        password: &Secret,
    ) -> Result<(), Error> {
        const DURING: &str = "setting the password of user";
        let name = c_text(DURING, user)?;
        let bytes = password.reveal().as_bytes();
        // SAFETY: name and password outlive the call, which copies them; no salt means one that is drawn; the destructor is the one
        // named (rule 1).
        let made = unsafe {
            let made = rd_kafka_UserScramCredentialUpsertion_new(
                name.as_ptr(),
                mechanism(hash),
                ITERATIONS,
                bytes.as_ptr(),
                bytes.len(),
                ptr::null(),
                0,
            );
            Owned::new(made, rd_kafka_UserScramCredentialAlteration_destroy)
        };
        self.alter(DURING, user, made)
    }

    /// Takes a user's password away. Wraps `rd_kafka_UserScramCredentialDeletion_new` and `rd_kafka_AlterUserScramCredentials`. Memory: as
    /// [`upsert_scram_user`](Self::upsert_scram_user).
    pub(crate) fn delete_scram_user(&self, user: &str, hash: ScramHash) -> Result<(), Error> {
        const DURING: &str = "deleting the password of user";
        let name = c_text(DURING, user)?;
        // SAFETY: the name outlives the call, which copies it; the destructor is the one named (rule 1).
        let made = unsafe {
            let made = rd_kafka_UserScramCredentialDeletion_new(name.as_ptr(), mechanism(hash));
            Owned::new(made, rd_kafka_UserScramCredentialAlteration_destroy)
        };
        self.alter(DURING, user, made)
    }

    fn alter(
        &self,
        during: &'static str,
        user: &str,
        alteration: Option<Owned<rd_kafka_UserScramCredentialAlteration_t>>,
    ) -> Result<(), Error> {
        let mut list = OwnedList::one(during, alteration)?;
        let operation = rd_kafka_admin_op_t::RD_KAFKA_ADMIN_OP_ALTERUSERSCRAMCREDENTIALS;
        // SAFETY: the request copies its list (rule 3).
        let answer = unsafe {
            self.call_with(during, operation, list.pointers(), rd_kafka_AlterUserScramCredentials)
        }?;
        let result = answer.result(rd_kafka_event_AlterUserScramCredentials_result)?;
        // SAFETY: the responses live while `answer` does (rule 2).
        let refusal = unsafe {
            let responses = array(|len| rd_kafka_AlterUserScramCredentials_result_responses(result, len));
            let error = |response: &_| rd_kafka_AlterUserScramCredentials_result_response_error(*response);
            responses.iter().find_map(|response| Refusal::of_error(error(response)))
        };
        refusal.map_or(Ok(()), |refusal| Err(self.refuse(during, user, refusal)))
    }
}

fn mechanism(hash: ScramHash) -> rd_kafka_ScramMechanism_t {
    match hash {
        ScramHash::Sha256 => rd_kafka_ScramMechanism_t::RD_KAFKA_SCRAM_MECHANISM_SHA_256,
        ScramHash::Sha512 => rd_kafka_ScramMechanism_t::RD_KAFKA_SCRAM_MECHANISM_SHA_512,
    }
}
